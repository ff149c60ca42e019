// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.hamon.correlation.Output;

/**
 * Writes the outputs of a replay into a folder: a file for each stream and lane, its lines in the
 * order of {@link Output#ORDER}, so that the same outputs give the same bytes in whatever order
 * they come. The files appear when the replay has ended; one that fails leaves none. Parallelism 1.
 */
public final class SortedFileSink implements Sink<Output> {

  private static final long serialVersionUID = 1L;

  private final String folder;

  public SortedFileSink(Path folder) {
    this.folder = requireNonNull(folder, "folder").toString();
  }

  @Override
  public SinkWriter<Output> createWriter(WriterInitContext context) throws IOException {
    if (context.getTaskInfo().getNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(
          "Expected one writer of sorted files, but there are "
              + context.getTaskInfo().getNumberOfParallelSubtasks()
              + ". Set the sink's parallelism to 1.");
    }
    if (context.getRestoredCheckpointId().isPresent()) {
      throw new IllegalStateException(
          "Expected a replay from the beginning, but it resumes from a checkpoint, which holds no"
              + " outputs. Run it again.");
    }
    return new SortedFileWriter(Path.of(folder));
  }
}
