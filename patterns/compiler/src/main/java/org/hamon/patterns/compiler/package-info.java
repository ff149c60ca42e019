// SPDX-License-Identifier: Apache-2.0
/** From a pattern to flink-cep, one construct at a time. */
@NullMarked
package org.hamon.patterns.compiler;

import org.jspecify.annotations.NullMarked;
