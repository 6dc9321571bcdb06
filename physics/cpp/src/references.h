// SPDX-License-Identifier: Apache-2.0
//
// What the XML of a model refers to.
#ifndef CANTERP_SRC_REFERENCES_H_
#define CANTERP_SRC_REFERENCES_H_

#include "files.h"

namespace canterp {

// Refuses with CANTERP_BAD_MODEL unless every file that any XML of the set names is in the set.
// Attributes that begin with "file" name files; "meshdir", "texturedir" and "assetdir" name
// folders. Document type declarations and CDATA sections are refused: no model needs them, and
// parsers differ on them.
void check_references(const canterp_files& files);

}  // namespace canterp

#endif  // CANTERP_SRC_REFERENCES_H_
