// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.canter.kernels.StepKind;

/**
 * Environments {@link #first()} to {@code first() + count() - 1} of a kind, owned and stepped by
 * one thread. Rows are numbered from 0: row i is environment {@code first() + i}.
 *
 * <p>The arrays it answers are its own and are overwritten by the next call: copy what is to stay,
 * change nothing. What an environment does depends on its number, its episode and its actions,
 * never on the slice that it is in.
 */
public interface EnvironmentSlice extends AutoCloseable {
  /**
   * What is fixed about the environments.
   *
   * @return the spec, as wrappers have changed it
   */
  EnvironmentSpec spec();

  /**
   * The number of the environment of row 0.
   *
   * @return at least 0
   */
  int first();

  /**
   * How many environments there are.
   *
   * @return at least 1
   */
  int count();

  /**
   * Begins the next episode of a row's environment, the first one at the first call. Only the row's
   * observation changes.
   *
   * @param row the row
   */
  void reset(int row);

  /**
   * Steps the rows that are active: writes their observations, rewards and kinds. A row whose
   * episode is over is reset by the caller; stepping it on is allowed, and means what the task
   * makes of it.
   *
   * @param actions the actions [count * A]; rows that are not active are not read
   * @param active which rows act [count], null for all of them
   */
  void step(double[] actions, boolean[] active);

  /**
   * Steps all rows.
   *
   * @param actions the actions [count * A]
   */
  default void step(double[] actions) {
    step(actions, null);
  }

  /**
   * The latest observations. After a FAULT a row keeps the observation from before the step.
   *
   * @return [count * O]
   */
  double[] observations();

  /**
   * The rewards of the last steps.
   *
   * @return [count]
   */
  double[] rewards();

  /**
   * The kinds of the last steps.
   *
   * @return [count]
   */
  StepKind[] kinds();

  /**
   * The size of a saved row, the same for all slices of this kind.
   *
   * @return bytes
   */
  int stateBytes();

  /**
   * Puts a row into a buffer: the environment's state, its place in its random numbers, its latest
   * observation.
   *
   * @param row the row
   * @param out takes {@link #stateBytes()} bytes
   */
  void save(int row, ByteBuffer out);

  /**
   * Takes back what {@link #save} put, perhaps in another slice: the row is then that environment,
   * in the same episode and step with the same random numbers ahead, and goes on with the same
   * bits.
   *
   * @param row the row
   * @param in gives {@link #stateBytes()} bytes
   */
  void restore(int row, ByteBuffer in);

  /**
   * How many FAULTs there have been.
   *
   * @return since this slice was opened
   */
  default long faultCount() {
    return 0;
  }

  /**
   * What is known of the latest FAULTs, for a replay.
   *
   * @return at most {@link FaultReport#KEPT}, the oldest first
   */
  default List<FaultReport> faults() {
    return List.of();
  }

  /**
   * The simulations behind the rows.
   *
   * @return empty where the environments are no physics
   */
  default Optional<PhysicsAccess> physics() {
    return Optional.empty();
  }

  /** Frees the environments; later calls do nothing. */
  @Override
  void close();
}
