package maskrcnn4j.cli;

import java.nio.file.Path;

/**
 * A picture to work on.
 *
 * @param path where it is
 * @param name its path relative to the folder that was given, with forward slashes; its own name if it was given itself
 */
record PictureFile(Path path, String name) {}
