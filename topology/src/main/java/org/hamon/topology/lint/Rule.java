// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import org.hamon.topology.Finding.Severity;

/**
 * What the lint looks for. The names are codes: they stand in outputs and in {@code
 * docs/topology-lint.md} and never change once released.
 */
enum Rule {
  /** Nothing is out, and yet the asset gets no service. */
  UNSERVED_AT_REST(Severity.WARNING),
  /** Assets that only feed each other. */
  CYCLE_WITHOUT_SOURCE(Severity.WARNING),
  /** The trigger waits for a service level that does not apply to the provider. */
  CONDITION_NEVER_ON(Severity.WARNING),
  /** The dependent is never hit. */
  ZERO_STRENGTH(Severity.WARNING),
  /** A link joins two networks. */
  LINK_BETWEEN_SECTORS(Severity.WARNING),
  /** A service level that no reading can meet. */
  LEVEL_WITHOUT_ASSET(Severity.WARNING),
  /** A sector with assets, but nobody to tell. */
  NO_SHARING(Severity.WARNING),
  /** No warning and no index of a region tells of the asset. */
  NO_REGION(Severity.WARNING),
  /** Nobody can say why the dependency is believed. */
  NO_EVIDENCE(Severity.WARNING),
  /** An asset whose sole loss takes service from others. */
  SINGLE_POINT_OF_FAILURE(Severity.INFO),
  /** Silence of the asset is not noticed. */
  NEVER_HEARD(Severity.INFO),
  /** A named group in which nothing stands in for anything. */
  GROUP_OF_ONE(Severity.INFO),
  /** Nothing reaches the asset, and it reaches nothing. */
  ISOLATED(Severity.INFO);

  private final Severity severity;

  Rule(Severity severity) {
    this.severity = severity;
  }

  Severity severity() {
    return severity;
  }
}
