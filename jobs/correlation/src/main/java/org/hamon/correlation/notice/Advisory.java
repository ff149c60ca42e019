// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.notice;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * Something that is known beside what happens to assets: a hazard, a threat, how to recover.
 *
 * @param at when it was told, epoch milliseconds
 * @param areas regions or countries; empty for everywhere
 * @param sectors whom it concerns; empty for all
 * @param severity 0 to 4; -1 if it names none
 * @param text null where nobody may read it: of TLP:RED, and of what goes to the police alone
 * @param expires it is kept until just before
 */
public record Advisory(
    String id,
    Kind kind,
    long at,
    List<String> areas,
    List<String> sectors,
    Cause cause,
    int severity,
    Tlp tlp,
    @Nullable String text,
    long expires) {

  /** What is told. */
  public enum Kind {
    HAZARD(true),
    THREAT(true),
    ATTACK_METHOD(true),
    VULNERABILITY(true),
    RECOVERY_METHOD(false),
    DAMAGE(true),
    TERROR(false),
    CRIME_REPORT(false),
    EARLY_WARNING(true),
    COORDINATION_REQUEST(false);

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final boolean explains;

    Kind(boolean explains) {
      this.explains = explains;
    }

    /** The word that stands in inputs and outputs. */
    public String word() {
      return word;
    }

    /** Whether it may be the cause of a failure. */
    public boolean explains() {
      return explains;
    }

    /**
     * Whether it must not reach anybody's warnings: flows of terrorism and crime are separate ones
     * that a person forwards (requirements R40d, R41, R42).
     */
    public boolean isRestricted() {
      return this == TERROR || this == CRIME_REPORT;
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

  public Advisory {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    areas = List.copyOf(areas);
    sectors = List.copyOf(sectors);
    requireNonNull(cause, "cause");
    requireNonNull(tlp, "tlp");
  }

  /** Whether it may ever be part of what leaves the job. */
  public boolean mayBeTold() {
    return !kind.isRestricted() && tlp != Tlp.RED;
  }

  /** Whether it concerns that sector. */
  public boolean concerns(String sector) {
    return sectors.isEmpty() || sectors.contains(sector);
  }

  /** Whether the region lies in its areas; a country covers its regions. */
  public boolean covers(@Nullable String region) {
    if (areas.isEmpty()) {
      return true;
    }
    if (region == null) {
      return false;
    }
    for (String area : areas) {
      if (region.equals(area) || region.startsWith(area + "-")) {
        return true;
      }
    }
    return false;
  }
}
