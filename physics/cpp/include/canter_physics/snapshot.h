// SPDX-License-Identifier: Apache-2.0
//
// Snapshots: a simulation as a block of bytes.
//
// A snapshot holds every field of canterp_field: the whole state that a step starts from, the
// solver's warm start included, and what a task may read before its next step. Restored into any
// simulation of a pool of the same model, it continues with the same bits as the original. The
// bytes may be kept in a file; they are good for the same model, MuJoCo version and byte order.
// Contacts are not part of it; nor is what only MuJoCo 3 has (eq_active, plugins) while a
// simulation changes it.
#ifndef CANTER_PHYSICS_SNAPSHOT_H_
#define CANTER_PHYSICS_SNAPSHOT_H_

#include <canter_physics/pool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The bytes of one snapshot, the same for all pools of a model; 0 for null. */
CANTERP_API int64_t canterp_snapshot_bytes(const canterp_model* model);

/** Snapshots of a slice into out, uint8[count, canterp_snapshot_bytes]. */
CANTERP_API canterp_status canterp_pool_snapshot(const canterp_pool* pool, void* out, int64_t first,
                                                 int64_t count);

/**
 * Restores a slice from in, uint8[count, canterp_snapshot_bytes]. A snapshot of another model, or
 * bytes that are none, are CANTERP_BAD_STATE and nothing is restored.
 */
CANTERP_API canterp_status canterp_pool_restore(canterp_pool* pool, const void* in, int64_t first,
                                                int64_t count);

/**
 * The state from which the last frame of a simulation began, with the controls of that frame, as
 * one snapshot into out. Its derived fields are not kept: after a restore they stay as they were
 * until the next step. CANTERP_BAD_STATE if there was no frame since the last reset or restore.
 */
CANTERP_API canterp_status canterp_pool_frame_start(const canterp_pool* pool, void* out,
                                                    int64_t simulation);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_SNAPSHOT_H_
