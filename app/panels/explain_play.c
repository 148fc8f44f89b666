// What explain mode says of the view Playground.
#include "playground_parts.h"

const UiExplain EXPLAIN_PLAYGROUND[PLAYGROUND_ELEMENTS] = {
    [PLAYGROUND_SECTIONS] = {.title = "Parts of the playground",
                             .text = "The image that can be drawn on, the code whose bars can be dragged, and rows of "
                                     "pictures from other codes. In a larger window all of them are there at once."},
    [PLAYGROUND_IMAGE] =
        {.title = "The image",
         .text = "Draw on it with the mouse: after each stroke the network is asked anew, and all views look at the "
                 "drawing. The wheel takes test images, a picture can be dropped on the window. Where it is corrupted, "
                 "this is what the encoder sees; while you draw, the clean image is shown.",
         .formula = "code = encoder(corrupt(image))"},
    [PLAYGROUND_OTHERS] = {.title = "Other test images",
                           .text = "Looks at the test image before or after, in every view. The arrow keys and the "
                                   "wheel on the picture do the same."},
    [PLAYGROUND_TOOL] = {.title = "Pen and eraser",
                         .text = "A soft round pen, as thick on images of any size, and an eraser twice as thick. The "
                                 "dialog behind the key D has other sizes."},
    [PLAYGROUND_INK] = {.title = "Ink", .text = "The colour of the pen; greys, and where images have them colours."},
    [PLAYGROUND_UNDO] = {.title = "Undo",
                         .text = "Takes back the last stroke, or whatever else changed the image; up to sixteen times. "
                                 "Ctrl+Z does the same."},
    [PLAYGROUND_CLEAR] = {.title = "Clear", .text = "An empty, black image. Delete does the same."},
    [PLAYGROUND_CENTRE] = {.title = "Centre",
                           .text = "Moves the ink by whole pixels so that its centre of mass lies in the middle, as in "
                                   "MNIST. A network that has only seen centred images knows no others.",
                           .formula = "centre = Σ value·place / Σ value"},
    [PLAYGROUND_FROM_FILE] = {.title = "A picture from a file",
                              .text = "Asks for the path of a PNG or JPEG picture, which is scaled to the size of the "
                                      "images. It can be dropped on the window as well."},
    [PLAYGROUND_CORRUPTION] =
        {.title = "Corruption",
         .text = "What is done to the image before it is encoded, here only: training and the other views know nothing "
                 "of it. What comes out is scored against the clean image, so that one sees what the network repairs.",
         .formula = "noise: x + σ·N(0, 1), held within 0–1"},
    [PLAYGROUND_STRENGTH] = {.title = "Strength of the corruption",
                             .text = "The noise's standard deviation; the share of pixels that become black or white, "
                                     "or black; or the side of the black square as a part of the image's."},
    [PLAYGROUND_AGAIN] = {.title = "Other noise",
                          .text = "Draws the same kind of corruption anew. Until then it is the same noise in every "
                                  "picture, so that training is all that changes the answer."},
    [PLAYGROUND_MODE] =
        {.title = "Units or PCA axes",
         .text = "Units are turned one by one. Axes are the directions in which the codes of test images differ most, "
                 "the strongest first: going along one changes many units together, as images do.",
         .formula = "code + x·σ·v,  v: axis of PCA of the codes"},
    [PLAYGROUND_ORDER] = {.title = "Order of the bars",
                          .text = "By their numbers, or those furthest from zero first. While the pointer is on the "
                                  "bars the order stays as it is."},
    [PLAYGROUND_RESET] = {.title = "Put back",
                          .text = "Gives all bars back to the encoder. A double-click on a bar, or Delete, gives back "
                                  "that one."},
    [PLAYGROUND_PAGES] = {.title = "More bars",
                          .text = "The bars before and after these in the order. The wheel, Page Up and Page Down do "
                                  "the same."},
    [PLAYGROUND_NUMBERS] = {.title = "Numbers of the units",
                            .text = "A click opens the unit's card: what it sees, what it draws, which images it "
                                    "likes."},
    [PLAYGROUND_BARS] =
        {.title = "The code",
         .text =
             "One bar a unit, all on one scale. Drag any: the decoder draws what that code means. A changed bar has "
             "a knob, a line shows where the encoder had it; a double-click gives it back. The lighter ground is "
             "the range of the unit on test images. Up and Down choose a bar, Left and Right turn it.",
         .formula = "output = decoder(code with changed units)"},
    [PLAYGROUND_AXES] =
        {.title = "The code along axes of PCA",
         .text = "Where the image lies along each axis, in standard deviations of the codes of test images from their "
                 "mean. Drag any: all units move together. A changed bar has a knob, a line shows where the encoder "
                 "had it; a double-click gives it back.",
         .formula = "x = (code − mean)·v / σ"},
    [PLAYGROUND_SCALE] = {.title = "Scale of the bars",
                          .text = "All bars share it. It takes in the codes of test images and whatever bars have been "
                                  "dragged to, and ends where the code's activation function does."},
    [PLAYGROUND_ANSWER] = {.title = "What the network answers",
                           .text = "The image that the decoder makes of the code, with whatever was changed in it. "
                                   "Strange drawings come back as something the network has learned to draw.",
                           .formula = "output = decoder(code)"},
    [PLAYGROUND_SCORE] = {.title = "How good it is",
                          .text = "The mean squared error of the answer against the clean image, and as PSNR. For a "
                                  "corrupted image the PSNR of what was seen stands beside it: the network repairs if "
                                  "its own is higher.",
                          .formula = "MSE = mean (output − image)²   PSNR = −10·log10(MSE)"},
    [PLAYGROUND_STRIP] = {.title = "Rows of pictures",
                          .text = "Training images like this one; pictures along one bar of the code; on the way from "
                                  "one image to another; of sums and differences of codes; and of new codes."},
    [PLAYGROUND_NEAR_CODE] =
        {.title = "Nearest training images in code",
         .text = "Those whose codes lie nearest to this image's, with their class and the distance. If they are alike "
                 "in kind though not pixel by pixel, the code has understood something. A click looks at one.",
         .formula = "distance = √Σ (code − code')²"},
    [PLAYGROUND_NEAR_PIXELS] =
        {.title = "Nearest training images in pixels",
         .text = "Those that differ least pixel by pixel from the image as it is encoded, with their class and the "
                 "distance. A click looks at one.",
         .formula = "distance = √Σ (x − x')²,  pixels from 0 to 1"},
    [PLAYGROUND_SEARCH] = {.title = "How far the search is",
                           .text = "Training images looked at so far. Until it is through, those shown are the nearest "
                                   "found so far. For heavy networks only a part of the images is encoded."},
    [PLAYGROUND_TRAVERSAL] =
        {.title = "Along one bar",
         .text = "The image with one unit, or axis, from three standard deviations below its mean to three above, all "
                 "else as the encoder has it. It follows the bar touched last, or the one that the pointer rests on. "
                 "A click looks at a picture.",
         .formula = "unit = mean + x·σ,  x from −3 to 3"},
    [PLAYGROUND_A_TO_B] =
        {.title = "From A to B",
         .text = "Codes on the way from one image's to another's, decoded: straight, for a Gaussian code along an arc, "
                 "since its codes lie near a sphere. A click looks at a picture.",
         .formula = "(1 − t)·a + t·b;  arc: Slerp (Shoemake 1985)"},
    [PLAYGROUND_ALGEBRA] = {.title = "Sums of codes",
                            .text = "The code of a without that of b and with that of c, decoded. If directions in the "
                                    "code mean something, what b and c differ in is carried over to a. A click looks "
                                    "at a picture.",
                            .formula = "output = decoder(code(a) − code(b) + code(c))"},
    [PLAYGROUND_OPERAND] = {.title = "Which image",
                            .text = "This image, whichever that is, or a test image that stays: the one pinned now, "
                                    "the next one, or any."},
    [PLAYGROUND_SAMPLES] =
        {.title = "New images",
         .text = "Codes that belong to no image, decoded. They are the same codes in every picture until others are "
                 "drawn, so that one sees how they become clearer. A click looks at a picture.",
         .formula = "output = decoder(z),  z drawn at random"},
    [PLAYGROUND_SOURCE] =
        {.title = "Where new codes come from",
         .text = "The prior is what a Gaussian code is trained towards. The Gaussian and the mixture of several are "
                 "fitted to the codes of test images: an ordinary autoencoder says nothing of where codes may lie.",
         .formula = "prior: z ~ N(0, T²)"},
    [PLAYGROUND_TEMPERATURE] = {.title = "Temperature",
                                .text =
                                    "How far from the middle codes are drawn: below 1 more ordinary pictures, above "
                                    "1 stranger ones, at 0 all alike.",
                                .formula = "σ becomes T·σ"},
    [PLAYGROUND_DRAW_AGAIN] = {.title = "Draw again", .text = "Draws other codes. N does the same."},
};
