// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.Map;
import java.util.Optional;

/**
 * Puts a topology together from values that something else than a file of ours gives. Keys,
 * defaults and checks are those of the files; findings name the file and line that the values come
 * from.
 */
public final class TopologyAssembly {

  private final TopologyDraft draft = new TopologyDraft();
  private final Findings findings;
  private Findings here;

  /** An empty topology of that name. */
  public TopologyAssembly(String id, String version, Findings findings) {
    draft.id = id;
    draft.version = version;
    this.findings = findings;
    here = findings;
  }

  /** What is added from now on comes from that file. */
  public void from(String file) {
    here = findings.in(file);
    draft.assets.places().begin(file, "");
    draft.dependencies.places().begin(file, "");
    draft.links.places().begin(file, "");
  }

  /** Declares a sector beyond the ten. */
  public void sector(String id) {
    draft.sectors.add(id);
  }

  /** Adds an asset; what is wrong with it is among the findings. */
  public void asset(Map<String, String> values, int line) {
    draft.addAsset(fields(values, line), -1);
  }

  /** Adds a dependency; what is wrong with it is among the findings. */
  public void dependency(Map<String, String> values, int line) {
    draft.addDependency(fields(values, line), -1);
  }

  /** Adds a link; what is wrong with it is among the findings. */
  public void link(Map<String, String> values, int line) {
    draft.addLink(fields(values, line), -1);
  }

  private Fields fields(Map<String, String> values, int line) {
    return Fields.of(values, line, here, draft.repeats);
  }

  /** What was found, where a table could not be read: nobody knows what it would have held. */
  public TopologyReader.Result unread() {
    return new TopologyReader.Result(Optional.empty(), findings.all(), draft.origin());
  }

  /** The topology, empty if there is an error; with all findings. */
  public TopologyReader.Result finished() {
    TopologyChecks.check(draft, findings);
    return new TopologyReader.Result(
        findings.hasErrors() ? Optional.empty() : Optional.of(draft.finished()),
        findings.all(),
        draft.origin());
  }
}
