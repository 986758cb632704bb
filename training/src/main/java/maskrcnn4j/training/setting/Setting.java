package maskrcnn4j.training.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The unit and the range of a setting, once for whoever checks it and for whoever reads about it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** What one of it is; empty for plain numbers, texts and switches. */
    String unit() default "";

    /** The smallest value that may be. */
    double least() default Double.NEGATIVE_INFINITY;

    /** The largest value that may be. */
    double most() default Double.POSITIVE_INFINITY;

    /** Values must be larger than this. */
    double above() default Double.NEGATIVE_INFINITY;

    /** Values must be smaller than this. */
    double below() default Double.POSITIVE_INFINITY;
}
