package maskrcnn4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** What a failure is called in front of the user. */
final class FailureMessages {
    private FailureMessages() {}

    /**
     * One line about a failure. Exceptions of this project and input/output errors speak for themselves; anything else is
     * a defect of ours and is named as such.
     */
    static String of(Throwable failure) {
        return oneLine(describe(failure));
    }

    private static String describe(Throwable failure) {
        if (failure instanceof UncheckedIOException unchecked) {
            return describe(Objects.requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof FileSystemException file) {
            return describe(file);
        }
        if (failure instanceof CharacterCodingException) {
            return "the file is not valid UTF-8";
        }
        if (failure instanceof InvalidPathException path) {
            return path.getInput() + ": not a file name on this system: " + path.getReason();
        }
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (!message.isBlank() && (failure instanceof IOException || isOurs(failure))) {
            return message;
        }
        return "internal error: " + failure.getClass().getName() + (message.isBlank() ? "" : ": " + message)
                + " (run again with --verbose and report the stack trace)";
    }

    /** The exceptions of java.nio carry the reason in their type, and only the file in their message. */
    private static String describe(FileSystemException failure) {
        String file = Objects.requireNonNullElse(failure.getFile(), "file");
        if (failure instanceof NoSuchFileException) {
            return file + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return file + ": access denied; check its permissions and those of its folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + ": exists already and is in the way";
        }
        if (failure instanceof NotDirectoryException) {
            return file + ": is not a folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return file + ": the folder is not empty";
        }
        return file + ": " + Objects.requireNonNullElse(failure.getReason(), "cannot be used");
    }

    private static boolean isOurs(Throwable failure) {
        return failure.getClass().getPackageName().startsWith("maskrcnn4j");
    }

    /** Line breaks and other control characters (which a file name can smuggle in) become spaces. */
    static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", " ");
    }
}
