package maskrcnn4j.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/** Makes verbs: hands the {@link Terminal} to those whose constructor asks for it. */
final class VerbFactory implements CommandLine.IFactory {
    private final Terminal terminal;

    VerbFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                return type.cast(constructor.newInstance(terminal));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
