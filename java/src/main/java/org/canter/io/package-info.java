// SPDX-License-Identifier: Apache-2.0
/**
 * NumPy's file formats, so that trajectories go to and from Python: {@link org.canter.io.NpyFile}
 * for one array, {@link org.canter.io.NpzFile} for several by name.
 */
package org.canter.io;
