// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.heed;

import java.util.ArrayList;
import java.util.List;

/** What is heard of one asset at one instant, in the order of arrival. */
public record Moment(List<Heard> heard) {

  public Moment {
    heard = List.copyOf(heard);
  }

  Moment and(Heard more) {
    List<Heard> all = new ArrayList<>(heard);
    all.add(more);
    return new Moment(all);
  }

  List<Heard> inOrder() {
    return heard.stream().sorted(Heard.ORDER).toList();
  }
}
