// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import org.canter.kernels.StepKind;

/**
 * One world in plain Java. A simple implementation is all that a user writes; {@link
 * EnvironmentFactory#of} makes it known.
 *
 * <p>The arrays belong to the caller and hold no earlier values: every element of an observation is
 * written by every reset and step, and no array is kept. What happens must follow from the state,
 * the action and the random numbers alone, and steps should allocate nothing. An environment is
 * used by one thread at a time. The time limit of the spec is applied from outside.
 */
public interface Environment extends AutoCloseable {
  /**
   * What is fixed about this environment; the same for all of its kind.
   *
   * @return the spec
   */
  EnvironmentSpec spec();

  /**
   * Begins an episode.
   *
   * @param random this episode's numbers; may be kept for its steps
   * @param observation receives the first observation [O]
   */
  void reset(EnvironmentRandom random, double[] observation);

  /**
   * Acts. Steps beyond a terminal state are allowed (a replay does them) and may mean anything that
   * is finite.
   *
   * @param action the action [A], not to be changed
   * @param observation receives the next observation [O], of the terminal state too
   * @return MID, TERMINAL, or FAULT where the world broke down
   */
  StepKind step(double[] action, double[] observation);

  /**
   * The reward of the last step.
   *
   * @return a finite number
   */
  double reward();

  /**
   * The size of a saved state.
   *
   * @return bytes that {@link #save} puts
   */
  int stateBytes();

  /**
   * Puts all that decides about the future into a buffer.
   *
   * @param out takes exactly {@link #stateBytes()} bytes
   */
  void save(ByteBuffer out);

  /**
   * Takes back what {@link #save} put, perhaps in another environment of this kind: the
   * continuation has the same bits. Precedes every step of a new object that no reset precedes.
   *
   * @param random the numbers of the episode that goes on; may be kept for its steps
   * @param in gives exactly {@link #stateBytes()} bytes
   */
  void restore(EnvironmentRandom random, ByteBuffer in);

  /** Frees what is held; most hold nothing. */
  @Override
  default void close() {}
}
