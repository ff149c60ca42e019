// SPDX-License-Identifier: Apache-2.0
/** Draws a topology as a picture that a person can read: SVG, or HTML that answers to a touch. */
@NullMarked
package org.hamon.local.chart;

import org.jspecify.annotations.NullMarked;
