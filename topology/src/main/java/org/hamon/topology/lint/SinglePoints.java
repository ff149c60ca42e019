// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hamon.topology.Asset;
import org.hamon.topology.reading.Origin;

/**
 * Finds assets whose sole loss takes service from others, with the people behind those. Followed
 * are links, and groups whose providers are lost to dependencies that hit more likely than not.
 * What only several losses together cut off from the links is not counted, so each is "at least".
 */
final class SinglePoints {

  /** Steps that all cascades together may take; a few seconds. */
  private static final long EFFORT = 50_000_000;

  private static final double LIKELY = 0.5;

  private record Point(int asset, int lost, long people) {}

  private final Shape shape;
  private final Cuts cuts;
  private final Loss loss;

  /** The cascade in which an asset was lost last, and a group last lost a provider. */
  private final int[] lostIn;

  private final int[] cutIn;
  private final int[] hitIn;
  private final int[] hits;
  private final int[] queue;
  private int queued;
  private long effort = EFFORT;

  private SinglePoints(Shape shape, Loss loss) {
    this.shape = shape;
    this.loss = loss;
    cuts = new Cuts(shape);
    lostIn = new int[shape.size()];
    cutIn = new int[shape.size()];
    hitIn = new int[shape.spare.length];
    hits = new int[shape.spare.length];
    queue = new int[shape.size()];
    Arrays.fill(lostIn, -1);
    Arrays.fill(cutIn, -1);
    Arrays.fill(hitIn, -1);
  }

  /** Those that cut off or feed the most are followed first, as far as the effort goes. */
  static void check(Shape shape, Loss loss, Origin origin, Notes notes) {
    new SinglePoints(shape, loss).check(origin, notes);
  }

  private void check(Origin origin, Notes notes) {
    long[] candidates = candidates();
    List<Point> points = new ArrayList<>();
    for (int i = candidates.length - 1; i >= 0 && effort > 0; i--) {
      Point point = follow((int) candidates[i]);
      if (point.lost() > 0) {
        points.add(point);
      }
    }
    points.sort(
        Comparator.comparingLong(Point::people)
            .thenComparing(Point::lost)
            .reversed()
            .thenComparing(Point::asset));
    for (Point point : points) {
      notes.add(
          Rule.SINGLE_POINT_OF_FAILURE,
          origin.assets(),
          point.asset(),
          "id",
          () ->
              String.format(
                  Locale.ROOT,
                  "The loss of '%s' alone takes service from at least %,d other%s, with %,d people"
                      + " behind them.",
                  shape.assets.get(point.asset()).id(),
                  point.lost(),
                  point.lost() == 1 ? "" : "s",
                  point.people()),
          null);
    }
  }

  /** Assets that take something with them at once, how much in the upper half, in that order. */
  private long[] candidates() {
    long[] found = new long[shape.size()];
    int size = 0;
    for (int asset = 0; asset < shape.size(); asset++) {
      if (shape.assets.get(asset).sector().equals(Asset.AREA) || loss.has(asset)) {
        continue;
      }
      long direct = cuts.size(asset);
      for (int p = shape.out.start(asset); p < shape.out.end(asset); p++) {
        direct += isLikely(shape.out.at(p)) ? 1 : 0;
      }
      if (direct > 0) {
        found[size++] = (direct << 32) | asset;
      }
    }
    long[] sorted = Arrays.copyOf(found, size);
    Arrays.sort(sorted);
    return sorted;
  }

  private boolean isLikely(int dependency) {
    return shape.dependencies.get(dependency).strength() >= LIKELY
        && shape.triggersWhenStopped(dependency);
  }

  private Point follow(int first) {
    queued = 0;
    lose(first, first);
    for (int i = 0; i < queued; i++) {
      int asset = queue[i];
      if (cutIn[asset] != first) {
        // What this one cuts off itself lies within what cut it off.
        cuts.forEach(asset, cut -> cutOff(cut, first));
      }
      for (int p = shape.out.start(asset); p < shape.out.end(asset); p++) {
        effort--;
        int group = shape.groupOf[shape.out.at(p)];
        if (isLikely(shape.out.at(p))) {
          hits[group] = hitIn[group] == first ? hits[group] + 1 : 1;
          hitIn[group] = first;
          if (hits[group] == shape.spare[group] + 1) {
            lose(shape.dependentOfGroup[group], first);
          }
        }
      }
    }
    return new Point(first, queued - 1, people());
  }

  private void cutOff(int asset, int cascade) {
    cutIn[asset] = cascade;
    lose(asset, cascade);
  }

  private void lose(int asset, int cascade) {
    effort--;
    if (lostIn[asset] != cascade && !loss.has(asset)) {
      lostIn[asset] = cascade;
      queue[queued++] = asset;
    }
  }

  /** People are served by many sectors at once: the most of any sector, not the sum. */
  private long people() {
    Map<String, Long> perSector = new HashMap<>();
    for (int i = 1; i < queued; i++) {
      Asset asset = shape.assets.get(queue[i]);
      perSector.merge(asset.sector(), asset.people(), Long::sum);
    }
    return perSector.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
