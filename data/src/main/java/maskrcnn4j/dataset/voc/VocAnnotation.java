package maskrcnn4j.dataset.voc;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.TextFiles;

/**
 * The names of the objects in a file of {@code Annotations}.
 *
 * @param objects one name for each object, in the order of the file
 */
record VocAnnotation(List<String> objects) {

    static VocAnnotation read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        List<String> names = new ArrayList<>();
        // Decoded here: the parser writes about bytes it cannot decode to standard error.
        try (StringReader in = new StringReader(TextFiles.read(file))) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            int depth = 0;
            boolean inObject = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    inObject = depth == 2 ? xml.getLocalName().equals("object") : inObject;
                    if (depth == 3 && inObject && xml.getLocalName().equals("name")) {
                        names.add(xml.getElementText().strip());
                        depth--;
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        } catch (XMLStreamException e) {
            String said = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
            throw DatasetException.of(file, "", "is not valid XML: " + said, "");
        }
        return new VocAnnotation(names);
    }
}
