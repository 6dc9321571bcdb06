// SPDX-License-Identifier: Apache-2.0
/** Tiny worlds whose best and whose random returns are known in closed form: for learning tests. */
package org.canter.env.tiny;
