package maskrcnn4j.weights.pickle;

import java.util.Set;

/**
 * Names that a pickle has no use for unless it wants Python to run something. Nothing here would run it; but a file that asks
 * for it is not what it pretends to be.
 */
final class CodeGlobals {
    private static final Set<String> MODULES = Set.of(
            "os",
            "posix",
            "nt",
            "sys",
            "subprocess",
            "commands",
            "popen2",
            "pty",
            "shutil",
            "socket",
            "ctypes",
            "importlib",
            "imp",
            "runpy",
            "code",
            "codeop",
            "pdb",
            "bdb",
            "timeit",
            "webbrowser",
            "marshal",
            "pickle",
            "cPickle",
            "_pickle",
            "pip",
            "pydoc");

    private static final Set<String> BUILTINS = Set.of(
            "eval",
            "exec",
            "execfile",
            "compile",
            "open",
            "file",
            "input",
            "raw_input",
            "__import__",
            "globals",
            "locals",
            "vars",
            "setattr",
            "delattr",
            "breakpoint",
            "apply",
            "map",
            "reload");

    private CodeGlobals() {}

    static boolean has(PickleGlobal global) {
        String module = global.module();
        if (module.equals("builtins") || module.equals("__builtin__")) {
            return BUILTINS.contains(global.name());
        }
        int point = module.indexOf('.');
        return MODULES.contains(point < 0 ? module : module.substring(0, point));
    }
}
