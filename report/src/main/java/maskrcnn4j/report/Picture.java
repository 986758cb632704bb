package maskrcnn4j.report;

import java.util.Base64;

/**
 * An encoded picture that a page carries inside itself.
 *
 * @param mediaType {@code image/png}, {@code image/jpeg} or {@code image/webp}
 * @param data the encoded bytes
 * @param width columns, in pixels
 * @param height rows, in pixels
 * @param alt what is to be seen, for those who do not see it
 * @param caption the line under it; may be empty
 */
public record Picture(String mediaType, byte[] data, int width, int height, String alt, String caption) {

    /** Its bytes as a {@code data:} address. */
    public String dataUri() {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(data);
    }

    /** The same picture with another caption. */
    public Picture withCaption(String text) {
        return new Picture(mediaType, data, width, height, alt, text);
    }
}
