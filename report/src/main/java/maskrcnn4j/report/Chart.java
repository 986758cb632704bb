package maskrcnn4j.report;

/**
 * A chart. It can be read without colours and in the light and the dark style, and its numbers are given below it as a
 * table, so that nothing is known from a drawing alone.
 */
public sealed interface Chart extends Block permits LineChart, BarChart {

    /** Its title. */
    String title();

    /** What it shows, in a sentence, for those who do not see it. */
    String description();

    /** Its numbers. */
    Table data();
}
