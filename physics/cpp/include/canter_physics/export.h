// SPDX-License-Identifier: Apache-2.0
//
// Marks the functions that libcanter_physics exports; everything else in it is hidden.
#ifndef CANTER_PHYSICS_EXPORT_H_
#define CANTER_PHYSICS_EXPORT_H_

#if defined(__GNUC__)
#define CANTERP_API __attribute__((visibility("default")))
#else
#define CANTERP_API
#endif

#endif  // CANTER_PHYSICS_EXPORT_H_
