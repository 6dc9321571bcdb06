// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.Optional;

/**
 * A fault with what is needed to repeat it: restore the snapshot into a simulation of the same
 * model and advance it by the same frame skip with the controls that the snapshot holds.
 *
 * @param fault what happened
 * @param text what happened, with numbers; MuJoCo's own text for {@link Fault#ENGINE}
 * @param frameStart the state from which the frame began; empty for a fault of a reset
 */
public record FaultRecord(Fault fault, String text, Optional<Snapshot> frameStart) {}
