package maskrcnn4j.testing.formula;

import tools.jackson.databind.JsonNode;

/** The picture that a case of the Matterport fixtures begins from: a painted scene, one of a single colour, or random bytes. */
public final class InputPicture {
    private InputPicture() {}

    /**
     * Its bytes, row by row.
     *
     * @param input what the case says of it: kind, stream, shape and checksum
     * @param sampled values of the picture that came of it, which tell the colour of a picture of a single one
     */
    public static byte[] bytes(JsonNode input, JsonNode sampled) {
        long[] shape = FixtureFile.longs(input.path("shape"));
        int count = (int) (shape[0] * shape[1] * shape[2]);
        String stream = input.path("stream").asString();
        byte[] bytes = switch (input.path("kind").asString()) {
            case "scene" -> ScenePicture.rgb(stream, (int) shape[0], (int) shape[1]);
            case "flat" -> flat(sampled, (int) shape[2], count);
            default -> random(stream, count);
        };
        String crc = Summary.crc32(bytes);
        if (!crc.equals(input.path("crc32").asString())) {
            throw new AssertionError("the CRC-32 of the picture " + stream + " is " + crc + " instead of "
                    + input.path("crc32").asString());
        }
        return bytes;
    }

    /** The largest value that the file samples of each channel. */
    private static byte[] flat(JsonNode sampled, int channels, int count) {
        int[] colour = new int[channels];
        for (int i = 0; i < sampled.path("at").size(); i++) {
            int channel = sampled.path("at").get(i).asInt() % channels;
            int value = (int) Math.rint(sampled.path("values").get(i).asDouble());
            colour[channel] = Math.max(colour[channel], value);
        }
        byte[] flat = new byte[count];
        for (int i = 0; i < count; i++) {
            flat[i] = (byte) colour[i % channels];
        }
        return flat;
    }

    private static byte[] random(String stream, int count) {
        Stream64 words = new Stream64("bytes/" + stream, 0);
        byte[] random = new byte[count];
        for (int i = 0; i < count; i++) {
            random[i] = (byte) (words.word(i) >>> 56);
        }
        return random;
    }
}
