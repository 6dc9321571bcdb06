// SPDX-License-Identifier: Apache-2.0
//
// Models: from XML text to MuJoCo's compiled arrays, without touching the disk.
//
// The text and whatever it refers to (includes, meshes, textures, height fields) are handed over as
// named blocks of memory. A reference to anything else is refused before MuJoCo sees it.
#ifndef CANTER_PHYSICS_MODEL_H_
#define CANTER_PHYSICS_MODEL_H_

#include <canter_physics/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A set of named files in memory; made by canterp_files_create. */
typedef struct canterp_files canterp_files;

/** A compiled model, never changed after it was loaded; made by canterp_model_load. */
typedef struct canterp_model canterp_model;

/** What has a name in a model. */
typedef enum canterp_object {
  /** bodies; number 0 is the world */
  CANTERP_BODY = 0,
  /** joints */
  CANTERP_JOINT = 1,
  /** geoms */
  CANTERP_GEOM = 2,
  /** sites */
  CANTERP_SITE = 3,
  /** cameras */
  CANTERP_CAMERA = 4,
  /** lights */
  CANTERP_LIGHT = 5,
  /** meshes */
  CANTERP_MESH = 6,
  /** materials */
  CANTERP_MATERIAL = 7,
  /** tendons */
  CANTERP_TENDON = 8,
  /** actuators */
  CANTERP_ACTUATOR = 9,
  /** sensors */
  CANTERP_SENSOR = 10,
  /** custom numeric fields */
  CANTERP_NUMERIC = 11,
  /** keyframes */
  CANTERP_KEYFRAME = 12
} canterp_object;

/** Creates an empty set in *out, which the caller owns. */
CANTERP_API canterp_status canterp_files_create(canterp_files** out);

/** Frees the set; null is allowed. Models loaded from it do not need it any more. */
CANTERP_API void canterp_files_destroy(canterp_files* files);

/**
 * Adds a copy of `bytes` bytes of `data` under a name: a relative path with forward slashes, as the
 * model's XML writes it, without "..". MuJoCo finds files by the part after the last slash, so that
 * part must differ between files (CANTERP_BAD_MODEL).
 */
CANTERP_API canterp_status canterp_files_add(canterp_files* files, const char* name,
                                             const void* data, int64_t bytes);

/**
 * Compiles the file `main_name` (ending in ".xml") of the set into *out, which the caller owns. All
 * files that the XML refers to must be in the set. CANTERP_BAD_MODEL carries MuJoCo's text, with
 * element and line; a fatal error of MuJoCo inside its compiler is a bad model as well.
 */
CANTERP_API canterp_status canterp_model_load(canterp_model** out, const canterp_files* files,
                                              const char* main_name);

/** Frees the model; null is allowed. Pools made from it have a copy of their own. */
CANTERP_API void canterp_model_destroy(canterp_model* model);

/**
 * Puts one of the model's sizes into *out, by MuJoCo's name: "nq", "nv", "nu", "na", "nbody",
 * "njnt", "ngeom", "nsite", "nsensordata", "nkey" and so on. Another name is CANTERP_BAD_VALUE.
 */
CANTERP_API canterp_status canterp_model_size(int64_t* out, const canterp_model* model,
                                              const char* name);

/**
 * The name of object number `id`; empty where the model gives it none, null where there is no such
 * object or an argument is null. Owned by the model.
 */
CANTERP_API const char* canterp_model_object_name(const canterp_model* model, canterp_object kind,
                                                  int32_t id);

/** The number of the object with this name, or -1 where there is none or an argument is null. */
CANTERP_API int32_t canterp_model_object_id(const canterp_model* model, canterp_object kind,
                                            const char* name);

/**
 * Puts the shape of a numeric array of the model into *rows and *width. Names are MuJoCo's own:
 * "body_mass" [nbody, 1], "body_inertia" [nbody, 3], "jnt_range" [njnt, 2], "actuator_ctrlrange"
 * [nu, 2], "geom_size" [ngeom, 3] and so on; options are "opt.timestep" [1, 1], "opt.gravity"
 * [1, 3] and so on. Another name is CANTERP_BAD_VALUE.
 */
CANTERP_API canterp_status canterp_model_array_shape(int64_t* rows, int64_t* width,
                                                     const canterp_model* model, const char* name);

/**
 * Copies a numeric array of the model, integers and flags widened to double, into out[rows, width].
 * `capacity` is how many numbers out has room for; too few is CANTERP_BAD_SHAPE.
 */
CANTERP_API canterp_status canterp_model_array(double* out, const canterp_model* model,
                                               const char* name, int64_t capacity);

/** How many numeric arrays a model has, options included. */
CANTERP_API int32_t canterp_model_array_count(void);

/** The name of array number `index` (0 .. count - 1), else null; static storage. */
CANTERP_API const char* canterp_model_array_name(int32_t index);

/**
 * A hash of the sizes, options and arrays of the model, equal for equal models of one MuJoCo
 * version; capacities (njmax, nconmax, nstack) do not count. 0 for null.
 */
CANTERP_API int64_t canterp_model_fingerprint(const canterp_model* model);

/** What MuJoCo warned of while it compiled the model; empty if nothing. Owned by the model. */
CANTERP_API const char* canterp_model_warning(const canterp_model* model);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_PHYSICS_MODEL_H_
