// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which files belong to a folder that somebody hands over: those that lie in it. */
public final class FolderFiles {
  private FolderFiles() {}

  /**
   * Whether the path is a link, or lies behind one, that leads out of the folder or nowhere.
   * Whoever fills the folder could read with it what only the one who runs the command may. Links
   * within the folder, such as those of a mounted volume, do no harm.
   */
  public static boolean leadsOut(Path folder, Path path) {
    try {
      return !path.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return Files.isSymbolicLink(path);
    }
  }
}
