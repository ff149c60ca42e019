// SPDX-License-Identifier: Apache-2.0
/** How text that others wrote is shown to people. */
@NullMarked
package org.hamon.local.visible;

import org.jspecify.annotations.NullMarked;
