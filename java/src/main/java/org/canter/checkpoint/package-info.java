// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints: everything that a run needs to go on as if it had never stopped, on a disk that may
 * fill up, in a process that may be killed at any moment.
 *
 * <p>A {@link org.canter.checkpoint.Checkpoint} is a set of named byte arrays, made with {@link
 * org.canter.checkpoint.StateWriter} and taken apart with {@link
 * org.canter.checkpoint.StateReader}. A {@link org.canter.checkpoint.CheckpointStore} writes each
 * into a folder of its own:
 *
 * <pre>
 * checkpoints/
 *   00000040/             iteration 40
 *     MANIFEST            format, iteration; CRC32C, length and name of each entry; its own CRC32C
 *     fingerprint         one file for each entry
 *     theta
 *   00000041.1/           iteration 41 saved again, until the folder 00000041 is out of the way
 *   .writing-00000042/    not complete; the next save removes it
 *   .removing-00000038/   no longer wanted; the next save removes it
 * </pre>
 *
 * <p>A name without a leading dot appears by one rename, after everything inside was forced to the
 * disk, and disappears by one rename, after what replaces it was. So a process that ends anywhere
 * leaves whole checkpoints and rubbish that is known as such; what a disk damages later is found by
 * the sums.
 *
 * <p>A {@link org.canter.checkpoint.RunLock} keeps a second process away from the run, and a {@link
 * org.canter.checkpoint.Fingerprint} says whether another machine would compute other bits.
 */
package org.canter.checkpoint;
