// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;

/**
 * Writes the outputs of a replay into a folder: a file for each stream and lane, its lines in the
 * order of {@link Output#ORDER}, so that the same outputs give the same bytes in whatever order
 * they come. The files appear when the replay has ended; until then there is only a folder {@link
 * #WORKPLACE} beside them. Parallelism 1.
 */
public final class SortedFileSink implements Sink<Output>, SupportsWriterState<Output, String> {

  private static final long serialVersionUID = 1L;

  /** Folder below that of the outputs, where what is not finished lies. */
  public static final String WORKPLACE = ".unfinished";

  private final String folder;
  private final boolean resumable;
  private final StreamNames names;

  /** A replay that does not come to its end leaves nothing. */
  public SortedFileSink(Path folder) {
    this(folder, false, StreamNames.of(List.of()));
  }

  private SortedFileSink(Path folder, boolean resumable, StreamNames names) {
    this.folder = requireNonNull(folder, "folder").toString();
    this.resumable = resumable;
    this.names = names;
  }

  /**
   * A replay that is stopped leaves in {@link #WORKPLACE} what one that starts from its checkpoint
   * needs.
   *
   * @param names of the recipients' own streams: they are listed even if nothing is said to them
   */
  public static SortedFileSink resumable(Path folder, StreamNames names) {
    return new SortedFileSink(folder, true, names);
  }

  @Override
  public StatefulSinkWriter<Output, String> createWriter(WriterInitContext context)
      throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Output, String> restoreWriter(
      WriterInitContext context, Collection<String> stored) throws IOException {
    if (context.getTaskInfo().getNumberOfParallelSubtasks() != 1) {
      throw new IllegalStateException(
          "Expected one writer of sorted files, but there are "
              + context.getTaskInfo().getNumberOfParallelSubtasks()
              + ". Set the sink's parallelism to 1.");
    }
    return new SortedFileWriter(Path.of(folder), SortedFileWriter.MEMORY, resumable, names, stored);
  }

  @Override
  public SimpleVersionedSerializer<String> getWriterStateSerializer() {
    return new Utf8();
  }

  private static final class Utf8 implements SimpleVersionedSerializer<String> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(String name) {
      return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(int version, byte[] serialized) {
      return new String(serialized, StandardCharsets.UTF_8);
    }
  }
}
