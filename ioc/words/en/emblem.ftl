## ioc/emblem.py

emblem-unread = The file of the emblem { $file } (IOC_EMBLEM) cannot be read: { $reason }.
emblem-refused = The file of the emblem { $file } (IOC_EMBLEM) cannot be used: { $fault }
emblem-large = it is larger than { $most } kB. Save a smaller picture.
emblem-no-picture = it is no PNG or SVG picture. Export it again from the drawing program.
emblem-pixels = it has { $width } × { $height } pixels, more than { $most } in one direction. Make it smaller.
emblem-part = it has a part “{ $part }” that could run code or fetch something. Remove it, or export a PNG.
emblem-deep = its parts lie more than { $most } deep in each other. Export it again from the drawing program, or as PNG.
