// SPDX-License-Identifier: Apache-2.0
/** Patterns on generated symptoms: the pattern host beside plain flink-cep and Esper. */
@NullMarked
package org.hamon.benchmark.cep;

import org.jspecify.annotations.NullMarked;
