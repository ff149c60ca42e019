// SPDX-License-Identifier: Apache-2.0
/** The live picture of a demo on a terminal: what is shown, how it is laid out, how it is drawn. */
@NullMarked
package org.hamon.local.picture;

import org.jspecify.annotations.NullMarked;
