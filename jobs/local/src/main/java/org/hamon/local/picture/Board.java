// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.replay.scoring.IssuedWarning;
import org.jspecify.annotations.Nullable;

/** Remembers what a scene is made of. Told by several threads. */
final class Board {
  private static final int NEWEST = 200;

  private final Picture.Subject subject;
  private final Map<String, Health> health = new HashMap<>();
  private final Map<String, IssuedWarning> open = new HashMap<>();
  private final Deque<IssuedWarning> newest = new ArrayDeque<>();
  private Scene.Stage stage = Scene.Stage.PLAYING;
  private @Nullable Long behind;
  private long now;
  private long records;
  private final Set<String> warnings = new HashSet<>();
  private long revisions;
  private long situations;
  private long deadLetters;
  private long late;
  private long changes;

  Board(Picture.Subject subject) {
    this.subject = subject;
    this.now = subject.from();
  }

  synchronized void played(long eventTime, long sent) {
    if (eventTime > now || sent != records) {
      now = Math.max(now, eventTime);
      records = sent;
      changes++;
    }
  }

  synchronized void jobIsAt(long eventTime) {
    behind = Math.max(0, now - eventTime);
    changes++;
  }

  synchronized void allPlayed() {
    stage = Scene.Stage.CATCHING_UP;
    changes++;
  }

  /** Nothing more comes. */
  synchronized void end() {
    stage = stage == Scene.Stage.PLAYING ? Scene.Stage.STOPPED : Scene.Stage.OVER;
    changes++;
  }

  synchronized void warning(IssuedWarning warning, boolean news) {
    warnings.add(warning.id());
    revisions++;
    if (warning.warns()) {
      open.put(warning.id(), warning);
    } else {
      open.remove(warning.id());
    }
    if (news) {
      newest.addFirst(warning);
      if (newest.size() > NEWEST) {
        newest.removeLast();
      }
    }
    changes++;
  }

  synchronized void situations(int count) {
    situations = count;
    changes++;
  }

  /** Delivery is at least once, so an older line may come again: the newest stands. */
  synchronized void health(Health line) {
    if (line.isOfNation()) {
      health.merge(line.sector(), line, (old, next) -> next.at() >= old.at() ? next : old);
      changes++;
    }
  }

  synchronized void deadLetter() {
    deadLetters++;
    changes++;
  }

  synchronized void late() {
    late++;
    changes++;
  }

  /** Goes up with everything that a frame may show. */
  synchronized long changes() {
    return changes;
  }

  synchronized Scene scene() {
    return new Scene(
        subject.title(),
        subject.zone(),
        subject.from(),
        subject.until(),
        now,
        subject.speed(),
        behind,
        stage,
        rows(),
        new ArrayList<>(newest),
        new Scene.Totals(records, warnings.size(), revisions, situations, deadLetters, late),
        subject.web());
  }

  private List<SectorRow> rows() {
    Map<String, TreeSet<String>> priorities = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (IssuedWarning warning : open.values()) {
      priorities
          .computeIfAbsent(warning.sector(), unused -> new TreeSet<>())
          .add(warning.priority());
      counts.merge(warning.sector(), 1, Integer::sum);
    }
    List<SectorRow> rows = new ArrayList<>();
    subject
        .assets()
        .forEach(
            (sector, assets) -> {
              TreeSet<String> of = priorities.get(sector);
              rows.add(
                  new SectorRow(
                      sector,
                      assets,
                      health.get(sector),
                      counts.getOrDefault(sector, 0),
                      of == null ? null : of.first()));
            });
    return rows;
  }
}
