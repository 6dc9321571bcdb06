// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.nio.file.Path;

/**
 * A checkpoint that was passed over because it is not whole.
 *
 * @param folder where it lies
 * @param iteration whose state it should hold
 * @param reason which file is wrong, and how
 */
public record Damage(Path folder, long iteration, String reason) {}
