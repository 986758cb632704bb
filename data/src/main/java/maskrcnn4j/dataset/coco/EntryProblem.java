package maskrcnn4j.dataset.coco;

import java.nio.file.Path;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.ReadProblem;

/**
 * Something wrong with an entry, found by a parser that knows its place in its own part of the list only.
 *
 * @param index the place in that part, from 0
 * @param id how the entry calls itself, empty if it does not
 */
record EntryProblem(int index, String id, String fault, String remedy) {
    /** With the name that users know the entry by. */
    ReadProblem named(Path file, String list, long before) {
        String entry = id.isEmpty() ? list + "[" + (before + index) + "]" : id;
        return ReadProblem.error(DatasetException.of(file, entry, fault, remedy));
    }
}
