// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import org.hamon.benchmark.Spread;

/**
 * What a storm at one root came to.
 *
 * @param bound of partial matches of the pattern at the root; 0 for none
 * @param seconds from the first symptom to the match
 */
record StormFigure(Contender contender, int firstStages, int bound, Spread seconds) {}
