// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Counter-based random numbers in Java: Philox4x32-10 (Salmon et al. 2011), with the counters and
 * keys of the native library, which is not needed. Uniforms have the same bits as the native ones,
 * normals agree to 1e-6.
 *
 * <p>A draw is a pure function of (seed, stream, environment, episode, step, position). An object
 * holds a seed, a stream, a place and a cursor; moving it to a place by {@link #at} and drawing
 * allocate nothing. Not for use by several threads at once: give each its own.
 */
public final class Philox {
  /** The most numbers that one place holds. */
  public static final int MAX_DRAWS = KernelsApi.CANTER_MAX_DRAWS;

  private static final int STREAMS = 65536;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final long LOW = 0xFFFFFFFFL;

  private final int key0;
  private final int key1;
  private final int streamBits;
  private final int[] words = new int[4];
  private int environment;
  private int episode;
  private int step;
  // the next word to draw; the block that `words` holds, -1 if none
  private int position;
  private int block = -1;
  // the second normal of a pair, good while the cursor stands where it was left
  private double spare;
  private int sparePosition = -1;

  /**
   * Creates a generator at environment 0, episode 0, step 0.
   *
   * @param seed any number
   * @param stream a {@link RandomStream} code or one above, below 65536
   * @throws KernelArgumentException if the stream is out of range
   */
  public Philox(long seed, int stream) {
    if (stream < 0 || stream >= STREAMS) {
      throw new KernelArgumentException(
          "stream %s is outside of 0..%s; a counter has 16 bits for it"
              .formatted(stream, (STREAMS - 1)));
    }
    this.key0 = (int) seed;
    this.key1 = (int) (seed >>> 32);
    this.streamBits = stream << 16;
  }

  /**
   * Moves to the first number of a place.
   *
   * @param newEnvironment the environment
   * @param newEpisode the episode
   * @param newStep the step
   * @return this
   */
  public Philox at(int newEnvironment, int newEpisode, int newStep) {
    environment = newEnvironment;
    episode = newEpisode;
    step = newStep;
    position = 0;
    block = -1;
    sparePosition = -1;
    return this;
  }

  /**
   * The next uniform, in (0, 1); exact in float.
   *
   * @return ((w >> 9) + 0.5) * 2^-23 of the next word w
   */
  public double nextUniform() {
    return uniform(nextWord());
  }

  /**
   * The next standard normal. Normals come in pairs from pairs of words: where an odd number of
   * words was drawn before a pair, one is skipped.
   *
   * @return a normal
   */
  public double nextNormal() {
    if (sparePosition == position) {
      sparePosition = -1;
      return spare;
    }
    position += position & 1;
    double radius = StrictMath.sqrt(-2 * StrictMath.log(nextUniform()));
    double angle = 2 * StrictMath.PI * nextUniform();
    spare = radius * StrictMath.sin(angle);
    sparePosition = position;
    return radius * StrictMath.cos(angle);
  }

  /**
   * The next integer of 0..bound-1, from one word; the bias is at most bound * 2^-32.
   *
   * @param bound at least 1
   * @return an integer
   */
  public int nextInt(int bound) {
    Require.positive(bound, "bound");
    return (int) (((nextWord() & LOW) * bound) >>> 32);
  }

  /**
   * Fills an array with the next uniforms.
   *
   * @param out receives them
   */
  public void uniforms(float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) nextUniform();
    }
  }

  /**
   * Fills an array with the next uniforms.
   *
   * @param out receives them
   */
  public void uniforms(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = nextUniform();
    }
  }

  /**
   * Fills an array with the next normals.
   *
   * @param out receives them
   */
  public void normals(float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) nextNormal();
    }
  }

  /**
   * Fills an array with the next normals.
   *
   * @param out receives them
   */
  public void normals(double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = nextNormal();
    }
  }

  /**
   * The raw function: replaces a counter by Philox4x32-10 of it.
   *
   * @param words in the counter, out the result; four words
   * @param key0 the low word of the key
   * @param key1 the high word of the key
   */
  public static void encrypt(int[] words, int key0, int key1) {
    int c0 = words[0];
    int c1 = words[1];
    int c2 = words[2];
    int c3 = words[3];
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW);
      long product1 = MULTIPLIER_1 * (c2 & LOW);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    words[0] = c0;
    words[1] = c1;
    words[2] = c2;
    words[3] = c3;
  }

  private int nextWord() {
    if (position >= MAX_DRAWS) {
      throw new KernelStateException(
          "draw %s of a place that holds %s; move on with at(...)".formatted(position, MAX_DRAWS));
    }
    int wanted = position >>> 2;
    if (wanted != block) {
      words[0] = wanted | streamBits;
      words[1] = step;
      words[2] = episode;
      words[3] = environment;
      encrypt(words, key0, key1);
      block = wanted;
    }
    return words[position++ & 3];
  }

  private static double uniform(int word) {
    return ((word >>> 9) + 0.5) * 0x1p-23;
  }
}
