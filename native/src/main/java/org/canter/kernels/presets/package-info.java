// SPDX-License-Identifier: Apache-2.0
/** What JavaCPP is told about our kernels' headers; used when building and when loading. */
package org.canter.kernels.presets;
