// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.notice;

import java.util.List;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * What an override sets. A field that it names and leaves null is given back to the job.
 *
 * @param named the fields that it names, sorted
 * @param state of an asset
 * @param cause of an asset or a situation
 * @param root of a situation: an asset
 * @param failure of a situation
 * @param verdict on a situation
 * @param priority of a warning, {@code P1} to {@code P4}
 */
public record Ruling(
    List<String> named,
    @Nullable AssetState state,
    @Nullable Cause cause,
    @Nullable String root,
    @Nullable FailureType failure,
    @Nullable String verdict,
    @Nullable String priority) {

  public static final String STATE = "state";
  public static final String CAUSE = "cause";
  public static final String ROOT = "root";
  public static final String FAILURE = "failure";
  public static final String VERDICT = "verdict";
  public static final String PRIORITY = "priority";

  /** The verdict that what opened a situation never happened. */
  public static final String FALSE_ALARM = "false-alarm";

  public Ruling {
    named = List.copyOf(named);
  }

  /** Whether it says something of that field. */
  public boolean names(String field) {
    return named.contains(field);
  }
}
