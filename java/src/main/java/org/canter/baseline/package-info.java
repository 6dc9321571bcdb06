// SPDX-License-Identifier: Apache-2.0
/** What is subtracted from returns: nothing, numbers, functions of time or of state; their fits. */
package org.canter.baseline;
