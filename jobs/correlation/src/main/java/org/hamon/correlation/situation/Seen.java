// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.correlation.situation.Prospect.Ahead;
import org.hamon.topology.Graph;

/**
 * A prospect, and what is quickly found in it.
 *
 * @param known the assets of its picture, by id
 * @param ahead what is foretold, by asset
 * @param holders the situation of each member, open or ending
 * @param members what is known of the members of each situation, by id of the situation
 * @param rankings by id of the situation
 * @param looks when each situation is looked at again, by its id
 * @param spreads by failing asset: what it may bear on, as far as anybody asked
 */
record Seen(
    Prospect prospect,
    Graph graph,
    Map<String, AssetNow> known,
    Map<String, Ahead> ahead,
    Map<String, SituationNow> holders,
    Map<String, List<AssetNow>> members,
    Map<String, Prospect.Ranking> rankings,
    Map<String, Long> looks,
    Map<String, int[]> spreads) {

  static Seen of(Prospect prospect, Graph graph) {
    Map<String, AssetNow> known = prospect.picture().known();
    Map<String, Ahead> ahead = new HashMap<>();
    prospect.ahead().forEach(one -> ahead.put(one.impact().asset(), one));
    Map<String, SituationNow> holders = new HashMap<>();
    Map<String, List<AssetNow>> members = new HashMap<>();
    Map<String, Prospect.Ranking> rankings = new HashMap<>();
    Map<String, Long> looks = new HashMap<>();
    for (SituationNow part : prospect.picture().situations()) {
      List<AssetNow> own = new ArrayList<>();
      for (String member : part.members()) {
        holders.put(member, part);
        AssetNow now = known.get(member);
        if (now != null) {
          own.add(now);
        }
      }
      members.put(part.id(), own);
      rankings.put(part.id(), prospect.rankings().get(rankings.size()));
      looks.put(part.id(), prospect.looks().get(looks.size()));
    }
    return new Seen(
        prospect, graph, known, ahead, holders, members, rankings, looks, new HashMap<>());
  }

  long at() {
    return prospect.at();
  }

  List<SituationNow> situations() {
    return prospect.picture().situations();
  }

  /** What is known of the members of a situation, by id. */
  List<AssetNow> membersOf(SituationNow part) {
    return requireNonNull(members.get(part.id()));
  }

  /** When the situation is looked at again. */
  long lookAt(SituationNow part) {
    return requireNonNull(looks.get(part.id()));
  }

  Prospect.Ranking rankingOf(SituationNow part) {
    return requireNonNull(rankings.get(part.id()));
  }
}
