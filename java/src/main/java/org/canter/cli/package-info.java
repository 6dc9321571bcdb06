// SPDX-License-Identifier: Apache-2.0
/** The command line: what the launcher {@code ./canter} runs. */
package org.canter.cli;
