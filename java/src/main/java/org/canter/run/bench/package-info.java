// SPDX-License-Identifier: Apache-2.0
/** Measures whole training beside the simulator alone, with checks that both did the same. */
package org.canter.run.bench;
