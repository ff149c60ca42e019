// SPDX-License-Identifier: Apache-2.0
/**
 * All that belongs to one cause: what opened it, who is hit, who will be, who is told.
 *
 * <p>To be read in this order. <em>Who belongs together</em>: {@code TrackSituations} drives a
 * {@code Lane}; {@code TakeSignals} and {@code Heeding} hear, {@code LaneMemory} knows, {@code
 * HandOn} hands a {@code Picture} on. <em>What follows</em>: {@code ForeseeClusters} drives a
 * {@code Foresight}; {@code Outlook} and {@code RankRoots} work out a {@code Prospect}. <em>What is
 * said</em>: {@code TellSectors} drives a {@code Telling}; {@code LifeOfImpacts} says what became
 * of what was foretold, {@code ToldSoFar} remembers it, a {@code Briefing} goes to each sector.
 */
@NullMarked
package org.hamon.correlation.situation;

import org.jspecify.annotations.NullMarked;
