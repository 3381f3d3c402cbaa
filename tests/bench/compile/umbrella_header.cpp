#include "fakestream/fakestream.h"
