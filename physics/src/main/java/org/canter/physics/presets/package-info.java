// SPDX-License-Identifier: Apache-2.0
/** What JavaCPP is told about our physics headers; used when building and when loading. */
package org.canter.physics.presets;
