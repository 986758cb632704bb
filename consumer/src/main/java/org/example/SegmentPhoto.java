package org.example;

public final class SegmentPhoto {
    public static void main(String[] args) {
        System.out.println("placeholder");
    }
}
