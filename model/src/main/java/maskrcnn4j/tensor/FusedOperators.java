package maskrcnn4j.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
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

            def zero_to_six():
                x: List[Optional[number]] = [0.0, 6.0]
                return x
            """;

    private static final class Holder {
        static final FusedOperators INSTANCE = new FusedOperators();
    }

    // Everything here lives as long as the process: it is made once and shared by all threads.
    private final CompilationUnit lists;
    private final OperatorHandle pointwise;
    private final OperatorHandle binaryInPlace;
    private final IValue noScalars;
    private final IValue zeroToSix;
    private final IValue emptyText;
    private final IValue add;
    private final IValue nothing;
    private final Map<Integer, IValue> pairs = new ConcurrentHashMap<>();
    private final Map<Integer, IValue> numbers = new ConcurrentHashMap<>();
    private final Map<Unary, IValue> unaries = new ConcurrentHashMap<>();

    private FusedOperators() {
        Engine.start();
        lists = immortal(torch.compile(LIST_MAKERS));
        Dispatcher dispatcher = Dispatcher.singleton();
        pointwise = immortal(dispatcher.findSchemaOrThrow("mkldnn::_convolution_pointwise", ""));
        binaryInPlace = immortal(dispatcher.findSchemaOrThrow("mkldnn::_convolution_pointwise_", "binary"));
        noScalars = immortal(makeList("no_scalars"));
        zeroToSix = immortal(makeList("zero_to_six"));
        emptyText = immortal(new IValue(""));
        add = immortal(new IValue("add"));
        nothing = immortal(new IValue());
    }

    /**
     * The boxed arguments that convolutions of a geometry share.
     *
     * @param geometry padding, stride, dilation, groups
     * @param isPlain whether nothing follows
     * @param unary what follows
     * @param scalars its numbers
     */
    record Arguments(IValue[] geometry, boolean isPlain, IValue unary, IValue scalars) {}

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

    Arguments arguments(ConvGeometry geometry, Unary unary) {
        return new Arguments(
                boxed(geometry),
                unary == Unary.NONE,
                unaries.computeIfAbsent(unary, u -> immortal(new IValue(u.operator()))),
                unary == Unary.RELU6 ? zeroToSix : noScalars);
    }

    private IValue[] boxed(ConvGeometry geometry) {
        return new IValue[] {
            pair(geometry.padding()),
            pair(geometry.stride()),
            pair(1),
            numbers.computeIfAbsent(geometry.groups(), count -> immortal(new IValue((long) count)))
        };
    }

    org.bytedeco.pytorch.Tensor convolution(Tensor input, IValue weight, IValue bias, Arguments arguments) {
        IValueVector stack = new IValueVector();
        stack.push_back(new IValue(input.handle())).push_back(weight).push_back(bias);
        for (IValue argument : arguments.geometry()) {
            stack.push_back(argument);
        }
        stack.push_back(arguments.unary()).push_back(arguments.scalars()).push_back(emptyText);
        pointwise.callBoxed(stack);
        // toTensor() points into the stack: a handle of our own must outlive it.
        return new org.bytedeco.pytorch.Tensor(stack.get(0).toTensor());
    }

    /** Into {@code addend}: it is the sum's other side, and takes the result. */
    void convolutionInto(Tensor input, Tensor addend, IValue weight, IValue bias, Arguments arguments) {
        try (PointerScope scope = new PointerScope()) {
            IValueVector stack = new IValueVector();
            stack.push_back(new IValue(addend.handle()))
                    .push_back(new IValue(input.handle()))
                    .push_back(weight)
                    .push_back(bias);
            for (IValue argument : arguments.geometry()) {
                stack.push_back(argument);
            }
            stack.push_back(add)
                    .push_back(nothing)
                    .push_back(arguments.isPlain() ? nothing : arguments.unary())
                    .push_back(arguments.scalars())
                    .push_back(emptyText);
            binaryInPlace.callBoxed(stack);
        }
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
    private static <P extends Pointer> P immortal(P pointer) {
        pointer.retainReference();
        return pointer;
    }
}
