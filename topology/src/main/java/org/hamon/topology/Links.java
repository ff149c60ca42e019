// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The links of a graph by number, in columns, whether or not their ends exist. Immutable; versions
 * share ids and chunks.
 */
final class Links {

  private static final int ABSENT = 0;
  private static final int OPEN = 1;
  private static final int CLOSED = 2;

  private final Ids ids;
  private final Ids assetIds;
  private final Ints states;
  private final Ints firstEnds;
  private final Ints secondEnds;

  private Links(Ids ids, Ids assetIds, Ints states, Ints firstEnds, Ints secondEnds) {
    this.ids = ids;
    this.assetIds = assetIds;
    this.states = states;
    this.firstEnds = firstEnds;
    this.secondEnds = secondEnds;
  }

  /**
   * Numbers links in the order of their ids; their ends are numbered too.
   *
   * @throws IllegalArgumentException if two have the same id
   */
  static Links of(List<Link> links, Ids assetIds) {
    Link[] all = links.toArray(Link[]::new);
    Arrays.sort(all, Comparator.comparing(Link::id));
    return new Links(
        Ids.of(Arrays.stream(all).map(Link::id).toList()),
        assetIds,
        Ints.of(all.length, i -> all[i].closed() ? CLOSED : OPEN),
        Ints.of(all.length, i -> assetIds.numbered(all[i].a())),
        Ints.of(all.length, i -> assetIds.numbered(all[i].b())));
  }

  Ids ids() {
    return ids;
  }

  boolean has(int number) {
    return states.get(number) != ABSENT;
  }

  /** Whether the link is there and both its ends are. */
  boolean isBound(int number, Assets assets) {
    return has(number) && assets.has(a(number)) && assets.has(b(number));
  }

  boolean isClosed(int number) {
    return states.get(number) == CLOSED;
  }

  /** The number of the asset at the first end; it may not exist. */
  int a(int number) {
    return firstEnds.get(number);
  }

  /** The number of the asset at the second end; it may not exist. */
  int b(int number) {
    return secondEnds.get(number);
  }

  /** The asset at the end of the link that is not this one. */
  int otherEnd(int number, int asset) {
    return a(number) == asset ? b(number) : a(number);
  }

  /** The link of a number that has one. */
  Link get(int number) {
    return new Link(
        ids.id(number), assetIds.id(a(number)), assetIds.id(b(number)), isClosed(number));
  }

  /** The same with a link added or replaced. */
  Links with(int number, Link link) {
    return new Links(
        ids,
        assetIds,
        states.with(number, link.closed() ? CLOSED : OPEN),
        firstEnds.with(number, assetIds.numbered(link.a())),
        secondEnds.with(number, assetIds.numbered(link.b())));
  }

  /** The same without a link. */
  Links without(int number) {
    return new Links(ids, assetIds, states.with(number, ABSENT), firstEnds, secondEnds);
  }
}
