// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.notice;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator tells the job how to treat something.
 *
 * @param target what kind of thing {@code selected} names
 * @param at when it was told, epoch milliseconds
 * @param from it holds from then on
 * @param until it holds until just before; {@link #OPEN_END} if it names no end
 * @param set of an override
 * @param by who told it; kept of a comment only, and never part of a warning
 * @param text of a comment; never part of a warning
 */
public record Control(
    String id,
    Kind kind,
    Target target,
    String selected,
    long at,
    long from,
    long until,
    @Nullable Ruling set,
    @Nullable String by,
    @Nullable String text) {

  /** The end of a control that names none. */
  public static final long OPEN_END = Long.MAX_VALUE;

  /** What an operator may tell. */
  public enum Kind {
    MAINTENANCE,
    SILENCE,
    ACKNOWLEDGE,
    OVERRIDE,
    COMMENT,
    /** Ends another control. */
    WITHDRAW;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that stands in inputs and outputs. */
    public String word() {
      return word;
    }

    /** The kind of that word; empty if there is none. */
    public static Optional<Kind> of(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /** What a selector may name. */
  public enum Target {
    ASSET,
    SECTOR,
    REGION,
    PATTERN,
    SITUATION,
    WARNING,
    /** Of a withdrawal: the id of another control. */
    CONTROL;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The key of the selector. */
    public String word() {
      return word;
    }

    /** The target of that key; empty if there is none. */
    public static Optional<Target> of(String word) {
      for (Target target : values()) {
        if (target.word.equals(word)) {
          return Optional.of(target);
        }
      }
      return Optional.empty();
    }
  }

  public Control {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(target, "target");
    requireNonNull(selected, "selected");
  }

  /** Whether it selects that thing. */
  public boolean selects(Target what, @Nullable String name) {
    return target == what && selected.equals(name);
  }

  /** Whether it holds at that time. */
  public boolean holdsAt(long time) {
    return from <= time && time < until;
  }

  /** Whether it names an end. */
  public boolean hasEnd() {
    return until != OPEN_END;
  }

  /** Whether it is about what assets are, and nothing that situations or warnings heed. */
  public boolean isOfAssets() {
    return kind == Kind.MAINTENANCE || (kind == Kind.OVERRIDE && target == Target.ASSET);
  }

  /** The same, ending at that time at the latest. */
  public Control notAfter(long time) {
    return until <= time
        ? this
        : new Control(id, kind, target, selected, at, from, time, set, by, text);
  }

  /** The same, holding from that time on at the earliest. */
  public Control notBefore(long time) {
    return from >= time
        ? this
        : new Control(id, kind, target, selected, at, time, until, set, by, text);
  }
}
