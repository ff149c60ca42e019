// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.List;
import java.util.NavigableMap;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;

/**
 * A situation as a whole, as it is told.
 *
 * @param causeAdvised the cause is not what members say, but what an advisory does
 * @param members what is known of them, by id
 * @param impacts by asset
 */
record Stock(
    SituationNow part,
    long at,
    Prospect.Ranking ranking,
    FailureType failure,
    Cause cause,
    boolean causeAdvised,
    List<AssetNow> members,
    NavigableMap<String, Impact> impacts) {}
