// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The folder in which the checkpoints of one job lie, over all its starts: each start has a folder
 * in it, made by Flink. The file {@code job.json} says whose they are, and which starts are passed
 * over because the job was begun anew behind them.
 */
public final class JobFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABOUT = "job.json";

  private final Path path;
  private final FileSystem files;

  private JobFolder(Path path) throws IOException {
    this.path = path;
    this.files = path.getFileSystem();
  }

  /**
   * The folder of a job among those of others.
   *
   * @param checkpoints of all jobs
   * @throws IOException if no such file system is known here
   */
  public static JobFolder in(URI checkpoints, Identity identity) throws IOException {
    return new JobFolder(new Path(new Path(checkpoints), identity.folder()));
  }

  /** Where it is. */
  public URI uri() {
    return path.toUri();
  }

  /** As a person would write it. */
  String shown() {
    URI uri = uri();
    return uri.getScheme() == null || uri.getScheme().equals("file") ? path.getPath() : "" + uri;
  }

  /** All that are complete, the newest first, but for those that are passed over. */
  List<Checkpoint> newestFirst() throws IOException {
    Set<String> passedOver = passedOver();
    List<Checkpoint> found = new ArrayList<>();
    for (FileStatus start : list(path)) {
      if (start.isDir() && !passedOver.contains(start.getPath().getName())) {
        for (FileStatus one : list(start.getPath())) {
          completedAt(one.getPath()).ifPresent(at -> found.add(new Checkpoint(one.getPath(), at)));
        }
      }
    }
    found.sort(Comparator.comparingLong(Checkpoint::completedAt).reversed());
    return found;
  }

  /** Whose the checkpoints are; empty where nobody has said so. */
  Optional<Identity> identity() throws IOException {
    JsonNode about = about();
    return about.isMissingNode() ? Optional.empty() : Optional.of(Identity.of(about));
  }

  /** From now on they are of that one, and all that lies here already is passed over. */
  void beginAnew(Identity identity) throws IOException {
    Set<String> starts = new TreeSet<>();
    for (FileStatus start : list(path)) {
      if (start.isDir()) {
        starts.add(start.getPath().getName());
      }
    }
    write(identity, starts);
  }

  /** Says whose they are, if nobody says so any more: the folder was removed and made anew. */
  public void sayAgainWhose(Identity identity) throws IOException {
    if (identity().isEmpty()) {
      write(identity, Set.of());
    }
  }

  private void write(Identity identity, Set<String> passedOver) throws IOException {
    ObjectNode about = JsonNodeFactory.instance.objectNode();
    identity.writeTo(about);
    passedOver.forEach(about.putArray("passedOver")::add);
    files.mkdirs(path);
    Path part = new Path(path, ABOUT + ".part");
    try (OutputStream out = files.create(part, FileSystem.WriteMode.OVERWRITE)) {
      out.write(about.toPrettyString().getBytes(StandardCharsets.UTF_8));
    }
    Path file = new Path(path, ABOUT);
    if (!files.rename(part, file) && !(files.delete(file, false) && files.rename(part, file))) {
      throw new IOException("Expected to write " + file + ", but its name is not given to it.");
    }
  }

  /**
   * Removes what earlier starts have left. To be called when the newest has checkpoints enough of
   * its own, and owes nothing to others.
   *
   * @param start name of the folder that stays
   */
  public void keepOnly(String start) throws IOException {
    for (FileStatus one : list(path)) {
      if (one.isDir() && !one.getPath().getName().equals(start)) {
        files.delete(one.getPath(), true);
      }
    }
  }

  private Set<String> passedOver() throws IOException {
    Set<String> names = new HashSet<>();
    about().path("passedOver").forEach(name -> names.add(name.asText()));
    return names;
  }

  private JsonNode about() throws IOException {
    try (FSDataInputStream in = files.open(new Path(path, ABOUT))) {
      return requireNonNull(JSON.readTree(in), ABOUT);
    } catch (FileNotFoundException e) {
      return JSON.missingNode();
    } catch (JacksonException e) {
      throw new UnusableCheckpointException(
          List.of(
              "Expected "
                  + shown()
                  + "/"
                  + ABOUT
                  + " to say whose checkpoints lie there, but it is damaged. Remove it if they are"
                  + " of this job, or begin without them (--restart)."));
    }
  }

  private Optional<Long> completedAt(Path checkpoint) {
    try {
      FileStatus metadata = files.getFileStatus(new Path(checkpoint, Checkpoint.METADATA));
      return Optional.of(metadata.getModificationTime());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<FileStatus> list(Path folder) throws IOException {
    try {
      FileStatus[] found = files.listStatus(folder);
      return found == null ? List.of() : List.of(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
