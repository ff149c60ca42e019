// SPDX-License-Identifier: Apache-2.0
/** End to end. */
@NullMarked
package org.hamon.acceptance;

import org.jspecify.annotations.NullMarked;
