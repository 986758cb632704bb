package maskrcnn4j.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.FunctionVector;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.global.torch;

/**
 * oneDNN's fused inference operators, which LibTorch registers under a name but gives no C++ function.
 *
 * <p>Their arguments are boxed values. The binding cannot build lists of them, so a few lines of TorchScript do, once.
 */
final class FusedOperators {
    private static final String LIST_MAKERS = """
            def pair(a: int):
                return [a, a]

            def no_scalars():
                x: List[Optional[number]] = []
                return x
            """;

    private static final class Holder {
        static final FusedOperators INSTANCE = new FusedOperators();
    }

    // Everything here lives as long as the process: it is made once and shared by all threads.
    private final CompilationUnit lists;
    private final OperatorHandle pointwise;
    private final IValue noScalars;
    private final IValue emptyText;
    private final Map<Integer, IValue> pairs = new ConcurrentHashMap<>();
    private final Map<Integer, IValue> groups = new ConcurrentHashMap<>();
    private final IValue relu;
    private final IValue none;

    private FusedOperators() {
        Engine.start();
        lists = immortal(torch.compile(LIST_MAKERS));
        Dispatcher dispatcher = Dispatcher.singleton();
        pointwise = immortal(dispatcher.findSchemaOrThrow("mkldnn::_convolution_pointwise", ""));
        noScalars = immortal(makeList("no_scalars"));
        emptyText = immortal(new IValue(""));
        relu = immortal(new IValue("relu"));
        none = immortal(new IValue("none"));
    }

    /** Whether this build of LibTorch has them: those for x86-64 do. */
    static boolean available() {
        Engine.start();
        return Dispatcher.singleton()
                .findOp(new OperatorName("mkldnn::_convolution_pointwise", ""))
                .has_value();
    }

    static FusedOperators get() {
        return Holder.INSTANCE;
    }

    /** The boxed arguments that convolutions of a geometry share, from padding to the last. */
    IValue[] shared(ConvGeometry geometry, boolean withRelu) {
        return new IValue[] {
            pair(geometry.padding()),
            pair(geometry.stride()),
            pair(1),
            groups.computeIfAbsent(geometry.groups(), count -> immortal(new IValue((long) count))),
            withRelu ? relu : none,
            noScalars,
            emptyText
        };
    }

    org.bytedeco.pytorch.Tensor convolution(Tensor input, IValue weight, IValue bias, IValue[] shared) {
        IValueVector stack = new IValueVector();
        stack.push_back(new IValue(input.handle())).push_back(weight).push_back(bias);
        for (IValue argument : shared) {
            stack.push_back(argument);
        }
        pointwise.callBoxed(stack);
        // toTensor() points into the stack: a handle of our own must outlive it.
        return new org.bytedeco.pytorch.Tensor(stack.get(0).toTensor());
    }

    private IValue pair(int value) {
        return pairs.computeIfAbsent(value, v -> immortal(makeList("pair", new IValue((long) v))));
    }

    private IValue makeList(String maker, IValue... arguments) {
        FunctionVector functions = lists.get_functions();
        for (long i = 0; i < functions.size(); i++) {
            Function function = functions.get(i);
            if (function.name().getString().equals(maker)) {
                return function.apply(new IValueVector(arguments));
            }
        }
        throw new IllegalStateException("no list maker " + maker);
    }

    /** Keeps a native object from being freed with the scope that happens to be open when it is made. */
    private static <P extends org.bytedeco.javacpp.Pointer> P immortal(P pointer) {
        pointer.retainReference();
        return pointer;
    }
}
