package maskrcnn4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What Maven Central asks of every POM. */
class PomsIT {
    private final Path checkout = Path.of(System.getProperty("release.checkout"));

    @Test
    void parentAndBomSayWhoseTheyAreAndUnderWhatLicence() throws Exception {
        for (String file : List.of("pom.xml", "bom/pom.xml")) {
            Element pom = parse(file);
            assertThat(text(pom, "url")).as(file).isEqualTo("https://github.com/maskrcnn4j/maskrcnn4j");
            assertThat(text(child(pom, "licenses"), "license", "name")).isEqualTo("Apache-2.0");
            assertThat(text(child(pom, "developers"), "developer", "name")).isEqualTo("the maskrcnn4j contributors");
            assertThat(text(pom, "scm", "connection")).startsWith("scm:git:https://github.com/maskrcnn4j/");
        }
        assertThat(text(parse("bom/pom.xml"), "version")).isEqualTo(text(parse("pom.xml"), "version"));
    }

    @Test
    void everyModuleHasANameAndADescription() throws Exception {
        for (String module : modules()) {
            Element pom = parse(module + "/pom.xml");
            assertThat(text(pom, "name")).as(module).startsWith("maskrcnn4j ");
            assertThat(text(pom, "description")).as(module).hasSizeGreaterThan(20);
        }
    }

    @Test
    void bomNamesEveryPublishedModule() throws Exception {
        List<String> managed = elements(child(child(parse("bom/pom.xml"), "dependencyManagement"), "dependencies"))
                .map(dependency -> text(dependency, "artifactId"))
                .toList();
        for (String module : modules()) {
            if (!module.equals("bom") && isPublished(module)) {
                assertThat(managed).contains(text(parse(module + "/pom.xml"), "artifactId"));
            }
        }
    }

    private List<String> modules() throws Exception {
        return elements(child(parse("pom.xml"), "modules"))
                .map(Element::getTextContent)
                .toList();
    }

    private boolean isPublished(String module) throws Exception {
        return !Files.readString(checkout.resolve(module + "/pom.xml"))
                .contains("<maven.deploy.skip>true</maven.deploy.skip>");
    }

    private Element parse(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Files.newInputStream(checkout.resolve(file)), file)
                .getDocumentElement();
    }

    private static String text(Element element, String... path) {
        Element inner = element;
        for (String name : path) {
            inner = child(inner, name);
        }
        return inner.getTextContent().strip();
    }

    private static Element child(Element parent, String name) {
        return elements(parent)
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("<" + parent.getTagName() + "> has no <" + name + ">"));
    }

    private static Stream<Element> elements(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast);
    }
}
